"""The Streamlit entry: `streamlit run app.py -- project.gpkg`."""

from mapper.ui.page import main

main()
