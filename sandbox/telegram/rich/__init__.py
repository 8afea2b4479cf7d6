"""Rich messages: HTML, Markdown or blocks in; the Bot API's `RichBlock` objects out."""
