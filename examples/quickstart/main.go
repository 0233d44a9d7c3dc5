// Command quickstart runs the main job of this library: it sends a message, follows its status,
// receives an answer, checks that it comes from Twilio, and replies with TwiML.
//
// With no arguments it runs on the Twilio that is built into the library, so it needs no account
// and no network:
//
//	go run ./examples/quickstart
//
// With an account it sends a real message to the address given by -to, and serves the webhooks
// until it is interrupted:
//
//	export TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=… TWILIO_FROM=+15557122661
//	go run ./examples/quickstart -to +15558675310 -listen :8080 -url https://shop.example
//
// The URL is the one under which Twilio reaches -listen, by a tunnel as a rule. Without it the
// message's status is asked for until it is final. With an API key and no auth token nothing is
// served, since webhooks are signed with the auth token.
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

const help = `Usage: quickstart [-to address [-listen address] [-url URL]]

Without -to, a shop and its customer Alice text each other on the Twilio that is built into the
library: no account, no network.

With -to, it sends a real message from the account in the environment, follows its status, and
answers whoever texts the sender, until it is interrupted.

  TWILIO_ACCOUNT_SID                    the account
  TWILIO_AUTH_TOKEN                     its auth token, or
  TWILIO_API_KEY, TWILIO_API_SECRET     an API key; webhooks need the auth token all the same
  TWILIO_FROM                           the sender, a number of the account

`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // the second interrupt ends at once
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

// run is the program. That ctx ended, the user's interrupt, is no error.
func run(ctx context.Context, stdout io.Writer, args []string) error {
	out := log.New(stdout, "", 0) // lines, whole, from whichever goroutine
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	to := flags.String("to", "", "send a real message to this `address`: +15558675310 or whatsapp:+15558675310")
	listen := flags.String("listen", "127.0.0.1:8080", "serve the webhooks on this `address`")
	public := flags.String("url", "", "the `URL` under which Twilio reaches -listen")
	flags.SetOutput(io.Discard) // what is wrong is said once, by main
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		out.Print(help)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return nil
	} else if err != nil {
		return fmt.Errorf("%w; -h explains", err)
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q; -h explains", flags.Arg(0))
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })

	var err error
	switch {
	case given["to"]:
		err = send(ctx, out, *to, *listen, *public)
	case given["listen"], given["url"]:
		return errors.New("-listen and -url serve a real account, so they need -to; -h explains")
	default:
		err = demo(ctx, out)
	}
	if err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}

func send(ctx context.Context, out *log.Logger, to, listen, public string) error {
	address, err := channels.Parse(to)
	if err != nil {
		return fmt.Errorf("-to: %w", err)
	}
	a, err := accountFromEnv()
	if err != nil {
		return err
	}
	return live(ctx, out, a, address, listen, public)
}
