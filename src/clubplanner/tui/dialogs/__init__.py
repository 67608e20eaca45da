"""The dialogs: one question a module."""
