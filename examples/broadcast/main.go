// Command broadcast sends a template to every recipient of a list through a Messaging Service,
// and each recipient gets it once, however often the program is stopped and started again.
//
// With no arguments it runs on the Twilio that is built into the library, so it needs no account
// and no network:
//
//	go run ./examples/broadcast
//
// With an account it sends real messages. The list is a CSV file with a column "to", an address
// such as +15558675310 or whatsapp:+15558675310, and one column for each of the template's
// variables, under its name:
//
//	export TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=…
//	go run ./examples/broadcast -to recipients.csv -service MG… -template HX…
//
// What becomes of each recipient is written to a second CSV file while it goes on, and the next
// run reads that file first. Recipients that were being written to when the program was killed
// are looked up in Twilio's own log, a minute after their calls began.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

const help = `Usage: broadcast [-to list.csv] [-results file.csv] [-rate n] [-service MG… -template HX…]

Sends a template to every recipient of a list, once, and goes on where it was stopped. Without
credentials in the environment it runs on the Twilio that is built into the library, where
nothing is sent: a rehearsal.

  TWILIO_ACCOUNT_SID                    the account
  TWILIO_AUTH_TOKEN                     its auth token, or
  TWILIO_API_KEY, TWILIO_API_SECRET     an API key

`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // the second interrupt ends at once
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "broadcast:", err)
		os.Exit(1)
	}
}

// options are the program's flags.
type options struct {
	list, results     string
	service, template string
	rate              float64
	retryRefused      bool
}

// run is the program. That ctx ended, the user's interrupt, is no error.
func run(ctx context.Context, stdout io.Writer, args []string) error {
	var o options
	flags := flag.NewFlagSet("broadcast", flag.ContinueOnError)
	flags.StringVar(&o.list, "to", "", "read the recipients from this CSV `file`")
	flags.StringVar(&o.results, "results", "", "keep the results in this CSV `file` (default: the list's name with .results.csv, and for a rehearsal a temporary one)")
	flags.StringVar(&o.service, "service", "", "the Messaging Service's `SID`, MG…")
	flags.StringVar(&o.template, "template", "", "the template's `SID`, HX…")
	flags.Float64Var(&o.rate, "rate", 10, "send at most this many messages in a `second`")
	flags.BoolVar(&o.retryRefused, "retry-refused", false, "try those again whom Twilio has refused")
	flags.SetOutput(io.Discard) // what is wrong is said once, by main
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, help)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return nil
	} else if err != nil {
		return fmt.Errorf("%w; -h explains", err)
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q; -h explains", flags.Arg(0))
	case o.rate <= 0:
		return errors.New("-rate must be more than 0")
	}
	if os.Getenv("TWILIO_ACCOUNT_SID") == "" {
		return rehearse(ctx, stdout, o)
	}
	if o.list == "" || o.service == "" || o.template == "" {
		return errors.New("an account needs -to, -service and -template; -h explains")
	}
	if o.results == "" {
		o.results = strings.TrimSuffix(o.list, ".csv") + ".results.csv"
	}
	credentials, err := twilio.FromEnv()
	if err != nil {
		return err
	}
	list, err := os.ReadFile(o.list)
	if err != nil {
		return err
	}
	return send(ctx, stdout, twilio.New(credentials), list, o)
}

// send reads the list whole before the first message leaves, so that a mistake in its last line
// stops the broadcast and not half of it.
func send(ctx context.Context, stdout io.Writer, client *twilio.Client, list []byte, o options) error {
	recipients, err := readRecipients(bytes.NewReader(list))
	if err != nil {
		return err
	}
	j, err := openJournal(o.results, o.service, o.template)
	if err != nil {
		return err
	}
	b := &broadcast{
		client: client, service: o.service, template: o.template, rate: o.rate,
		retryRefused: o.retryRefused, journal: j, progress: newProgress(stdout, len(recipients)),
	}
	err = b.run(ctx, recipients)
	if e := j.close(); err == nil {
		err = e
	}
	b.progress.end()
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "Results are in %s.\n", o.results)
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(stdout, "Interrupted. The same command goes on from here.")
	case b.progress.done() < len(recipients):
		fmt.Fprintln(stdout, "The same command tries the rest again.")
	case b.progress.count[refused] > 0:
		fmt.Fprintln(stdout, "The results say why Twilio refused some. With -retry-refused it is asked again.")
	}
	return nil
}
