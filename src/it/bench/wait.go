package bench

import "time"

const delay = 1 * time.Millisecond

func Wait() { time.Sleep(delay) }
