"""What Streamlit runs for the installed package; `app.py` is the same for a checkout."""

from mapper.ui.app import main

if __name__ == "__main__":
    main()
