// Command chatbackend is the server behind a web page on which a shop's agents chat with its
// customers, who text. It hands the page's chat client its access tokens, brings every customer
// who texts in together with an agent, lets agents text first, and reads along: card numbers are
// hidden before anybody sees them, and what is rude is not passed on.
//
// With no arguments it plays a morning at the shop on the Twilio that is built into the library,
// so it needs no account and no network:
//
//	go run ./examples/chatbackend
//
// With an account it serves. It sets the webhooks of a Conversation Service, and has messages to
// a number begin conversations there:
//
//	export TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=… TWILIO_API_KEY=SK… TWILIO_API_SECRET=…
//	export CHAT_AGENTS=ada:her-password,grace:another
//	go run ./examples/chatbackend -service IS… -number +15557122661 -listen :8080 -url https://chat.example
//
// The URL is the one under which Twilio reaches -listen, by a tunnel as a rule.
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
)

const help = `Usage: chatbackend [-service IS… -number number -url URL [-listen address]]

Without arguments, agents and customers of a shop chat on the Twilio that is built into the
library: no account, no network.

With them, it serves the backend of a chat page for the account in the environment:

  TWILIO_ACCOUNT_SID                    the account
  TWILIO_AUTH_TOKEN                     its auth token, which webhooks are signed with
  TWILIO_API_KEY, TWILIO_API_SECRET     an API key, which access tokens are signed with
  CHAT_AGENTS                           who may sign in: name:password,name:password

`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // the second interrupt ends at once
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "chatbackend:", err)
		os.Exit(1)
	}
}

// options are the program's flags.
type options struct{ service, number, listen, url string }

// run is the program. That ctx ended, the user's interrupt, is no error.
func run(ctx context.Context, stdout io.Writer, args []string) error {
	var o options
	flags := flag.NewFlagSet("chatbackend", flag.ContinueOnError)
	flags.StringVar(&o.service, "service", "", "the Conversation Service's `SID`, IS…")
	flags.StringVar(&o.number, "number", "", "the account's `number` that customers text")
	flags.StringVar(&o.url, "url", "", "the `URL` under which Twilio reaches -listen")
	flags.StringVar(&o.listen, "listen", "127.0.0.1:8080", "serve on this `address`")
	flags.SetOutput(io.Discard) // what is wrong is said once, by main
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, help)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return nil
	} else if err != nil {
		return fmt.Errorf("%w; -h explains", err)
	}
	out := log.New(stdout, "", 0) // lines, whole, from whichever goroutine
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var err error
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q; -h explains", flags.Arg(0))
	case len(given) == 0:
		err = demo(ctx, out)
	case o.service == "" || o.number == "" || o.url == "":
		return errors.New("an account needs -service, -number and -url; -h explains")
	default:
		err = live(ctx, out, o)
	}
	if err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}
