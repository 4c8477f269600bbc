"""The press: a document as nodes, the letters that can be set, and the door to typst."""
