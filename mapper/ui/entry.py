"""What `saytara app` has Streamlit run; app.py at the top of the repository is the same."""

from mapper.ui.page import main

main()
