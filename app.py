"""The Streamlit entry: `streamlit run app.py -- PROJECT`."""

from mapper.ui.app import main

if __name__ == "__main__":
    main()
