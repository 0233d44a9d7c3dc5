package twiliotest_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// A program keeps its emulator's state over restarts.
func ExampleTwilio_KeepState() {
	file := filepath.Join(os.TempDir(), fmt.Sprintf("twilio-%d.state", os.Getpid()))
	defer func() { _ = os.Remove(file) }()
	for _, text := range []string{"hello", "are you still there?"} {
		tw := twiliotest.Start()
		if err := tw.KeepState(file); err != nil {
			fmt.Println(err)
			return
		}
		if !tw.HasNumber("+15557122661") {
			tw.AddNumber("+15557122661")
		}
		alice := tw.Phone("+15558675310")
		alice.Send("+15557122661", text)
		fmt.Println(alice.Transcript())
		tw.Close()
	}
	// Output:
	// > hello
	//
	// > hello
	// > are you still there?
}
