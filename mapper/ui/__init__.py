"""The app: pages that turn widgets into arguments, call the library, and show the picture."""

from mapper.ui.server import serve

__all__ = ["serve"]
