package bench

import "time"

const delay = 300 * time.Microsecond

func Wait() { time.Sleep(delay) }
