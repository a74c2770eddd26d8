package fatal

import (
	"log"
	"testing"
)

func TestBefore(t *testing.T) {}

func TestLogFatal(t *testing.T) {
	log.SetFlags(0)
	log.Fatal("log.Fatal: no configuration")
}
