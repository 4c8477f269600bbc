"""The data key and the ways to it.

Doors: failed, from_environment, in_folder, key_file, make, os_keyring, recovery, rewrap, slots, unlock.
"""
