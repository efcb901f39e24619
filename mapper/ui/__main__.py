"""The process of the server: `python -m mapper.ui run ENTRY ... -- PROJECT`, as Streamlit's own."""

import sys

from mapper.ui.warmup import warm_up


def main() -> None:
    """Become Streamlit's command, and get the first page ready meanwhile."""
    from streamlit.web.cli import main as streamlit

    warm_up(sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else [])
    streamlit(prog_name="streamlit")


if __name__ == "__main__":
    main()
