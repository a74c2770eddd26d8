return new File(basedir, "run me.sh").setExecutable(true)
