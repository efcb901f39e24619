"""Arabic news in, a dated map of control out. The public face is listed in docs/api.md."""
