"""The folder of the store, who may enter it, and who is in it.

Doors: access, folder, lock, work_folders.
"""
