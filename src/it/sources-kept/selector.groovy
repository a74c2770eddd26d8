// Only root may have mounts of its own.
return "unshare -m true".execute().waitFor() == 0
