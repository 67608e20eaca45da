"""The app in a browser on this computer: the server and its one page."""
