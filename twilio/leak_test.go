package twilio_test

import (
	"flag"
	"os"
	"runtime"
	"runtime/pprof"
	"testing"
	"time"
)

// TestMain fails if any test has left a goroutine behind.
func TestMain(m *testing.M) {
	before := runtime.NumGoroutine()
	m.Run()
	deadline := time.Now().Add(5 * time.Second)
	fuzzing := flag.Lookup("test.fuzz").Value.String() != "" // which listens to signals
	for !fuzzing && runtime.NumGoroutine() > before {
		if time.Now().After(deadline) {
			_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 1)
			panic("goroutines are left behind")
		}
		runtime.Gosched()
	}
}
