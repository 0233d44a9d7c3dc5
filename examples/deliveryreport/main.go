// Command deliveryreport sends messages and reports what became of each, from the status callbacks. It
// runs on the Twilio that is built into the library, and needs no account and no network:
//
//	go run ./examples/deliveryreport
//
// With an account, the client is twilio.New with the credentials of [twilio.FromEnv], and an
// http.Server serves the callbacks where StatusCallback says. Package examples/quickstart does both.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "deliveryreport:", err)
		os.Exit(1)
	}
}

const shop channels.Address = "+15557122661"

const statusURL = "https://shop.example/status"

func run(ctx context.Context, out io.Writer) error {
	tw := twiliotest.Start()
	defer tw.Close()
	validator, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		return err
	}
	r := new(report)
	tw.Mount(statusURL, webhook.Statuses(validator, r.callback))

	// Who is written to, and what their phones make of it.
	alice, bob, carol := tw.Phone("+15558675310"), tw.Phone("+15558675311"), tw.Phone("+15558675312")
	dora, erik := tw.Phone("whatsapp:+15558675313"), tw.Phone("whatsapp:+15558675314")
	tw.AddNumber(shop)
	onWhatsApp := tw.AddNumber(channels.WhatsApp(shop.ID()))
	bob.Refuse(twilio.ErrUnreachableHandset)
	carol.Send(shop, "STOP")
	dora.Send(onWhatsApp, "Is it ready?") // as Erik has not in the last 24 hours

	for i, phone := range []*twiliotest.Phone{alice, bob, carol, dora, erik} {
		if err := r.send(ctx, tw.Client(), strconv.Itoa(1001+i), phone.Address()); err != nil {
			return err
		}
	}
	tw.Wait() // a program with an account waits for callbacks as long as it cares
	dora.Read()
	tw.Wait()
	r.print(out)
	return nil
}

// send tells a customer that their order is ready. The callback's URL names the order: it may be called
// before Create returns with the message's SID.
func (r *report) send(ctx context.Context, client *twilio.Client, order string, to channels.Address) error {
	from := shop
	if to.Channel() == channels.ChannelWhatsApp {
		from = channels.WhatsApp(shop.ID())
	}
	m, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
		From: from, To: to, Body: "Your order is ready.", StatusCallback: statusURL + "?order=" + order,
	})
	if code, ok := errors.AsType[twilio.ErrorCode](err); ok { // refused, so that no callback will come
		r.note(order, row{to.Channel(), refused, code})
		return nil
	} else if err != nil {
		return err
	}
	r.note(order, row{to.Channel(), m.Status, m.ErrorCode})
	return nil
}

// callback is told how far a message has come.
func (r *report) callback(_ context.Context, s *webhook.StatusCallback) error {
	r.note(s.Query.Get("order"), row{s.To.Channel(), s.Status, s.ErrorCode})
	return nil
}
