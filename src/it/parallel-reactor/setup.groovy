new File(basedir, "started").text = System.currentTimeMillis().intdiv(1000)
return true
