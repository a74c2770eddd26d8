package killed

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"
)

func TestBefore(t *testing.T) {}

func TestKilled(t *testing.T) {
	fmt.Print("half a line")
	syscall.Kill(os.Getpid(), syscall.SIGKILL)
	time.Sleep(time.Minute)
}
