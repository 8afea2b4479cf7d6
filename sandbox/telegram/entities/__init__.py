"""Formatted text as Telegram parses it: HTML, MarkdownV2, legacy Markdown, and what is found in plain text."""
