// Command quickstart runs the main job of this library: it sends a message, follows its status,
// receives an answer, checks that it comes from Twilio, and replies with TwiML.
//
// With no arguments it runs on the Twilio that is built into the library, so it needs no account
// and no network:
//
//	go run ./examples/quickstart
//
// With an account it sends a real message to the number given by -to, and serves the webhooks
// until it is interrupted:
//
//	export TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=… TWILIO_FROM=+15557122661
//	go run ./examples/quickstart -to +15558675310 -listen :8080 -url https://shop.example
//
// The URL is the one under which Twilio reaches -listen, by a tunnel as a rule. Without it, the
// message is sent and its status asked for until it is final.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"

	"github.com/twiliokit/twiliokit/channels"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, stdout io.Writer, args []string) error {
	out := log.New(stdout, "", 0) // lines, whole, from whichever goroutine
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	to := flags.String("to", "", "send a real message to this `address`: +15558675310 or whatsapp:+15558675310")
	listen := flags.String("listen", "127.0.0.1:8080", "serve the webhooks of a real account on this `address`")
	public := flags.String("url", "", "the `URL` under which Twilio reaches -listen")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if *to == "" {
		return demo(ctx, out)
	}
	address, err := channels.Parse(*to)
	if err != nil {
		return fmt.Errorf("-to: %w", err)
	}
	a, err := accountFromEnv()
	if err != nil {
		return err
	}
	return live(ctx, out, a, address, *listen, *public)
}
