"""Updates of a device: a signed bundle beside the old one, tried, and taken back by itself when it is not healthy.

ROOT/releases/{version}/   what was unpacked      ROOT/current      a link to the one that runs
ROOT/update.json           the update that is being tried, or how the last one ended
ROOT/bundle.pub            the key by which bundles are known
"""
