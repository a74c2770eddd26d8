package inner

import "time"

func Wait() { time.Sleep(time.Millisecond) }
