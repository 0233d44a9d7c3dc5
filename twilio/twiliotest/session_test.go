package twiliotest_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// On WhatsApp a customer has to have written in the last 24 hours. Before that, only an approved
// template reaches them.
func ExampleTwilio_ApproveTemplate() {
	tw := twiliotest.Start()
	defer tw.Close()
	shop := tw.AddNumber("whatsapp:+15557122661")
	alice := tw.Phone("whatsapp:+15558675310")

	client, ctx := tw.Client(), context.Background()
	template, err := content.New(client).Templates.Create(ctx, &content.CreateTemplateParams{
		FriendlyName: "ready", Language: "en",
		Types: content.Types{Text: &content.Text{Body: "Your order is ready."}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	tw.ApproveTemplate(template.SID)

	send := func(p twilio.CreateMessageParams) {
		p.From, p.To = shop, alice.Address()
		message, err := client.Messages.Create(ctx, &p)
		if err != nil {
			fmt.Println(err)
			return
		}
		tw.Wait()
		sent, _ := tw.Message(message.SID)
		fmt.Println(sent.Status, int(sent.ErrorCode))
	}
	send(twilio.CreateMessageParams{Body: "Your order is ready."})
	send(twilio.CreateMessageParams{ContentSID: template.SID})
	alice.Send(shop, "Thanks!")
	send(twilio.CreateMessageParams{Body: "You are welcome."})
	fmt.Print(alice.Transcript())
	// Output:
	// failed 63016
	// delivered 0
	// delivered 0
	// < Your order is ready.
	// > Thanks!
	// < You are welcome.
}

func TestSessionLastsForADay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		ours, other channels.Address
		person      channels.Address
		options     []twiliotest.Option
		// before they wrote, from another sender, within the day, a second later, on a template
		want []string
	}{
		{
			"WhatsApp", "whatsapp:+15557122661", "whatsapp:+15557122662", "whatsapp:+15558675310", nil,
			[]string{"failed 63016", "failed 63016", "delivered 0", "failed 63016", "delivered 0"},
		},
		{
			"Messenger", "messenger:1094384847", "messenger:1094384848", "messenger:7265551234", nil,
			[]string{"failed 63016", "failed 63016", "delivered 0", "failed 63016", "failed 63016"},
		},
		{
			"Messenger with account updates", "messenger:1094384847", "messenger:1094384848", "messenger:7265551234",
			[]twiliotest.Option{twiliotest.WithAccountUpdates()},
			[]string{"failed 63016", "failed 63016", "delivered 0", "delivered 0", "delivered 0"},
		},
		{
			"SMS", "+15557122661", "+15557122662", "+15558675310", nil,
			[]string{"delivered 0", "delivered 0", "delivered 0", "delivered 0", "delivered 0"},
		},
		{
			"without a window", "whatsapp:+15557122661", "whatsapp:+15557122662", "whatsapp:+15558675310",
			[]twiliotest.Option{twiliotest.WithoutSessionWindow()},
			[]string{"delivered 0", "delivered 0", "delivered 0", "delivered 0", "delivered 0"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw := twiliotest.New(t, append(tt.options, twiliotest.WithApproval(0))...)
				tw.AddNumber(tt.ours)
				tw.AddNumber(tt.other)
				template := makeTemplate(t, tw.Client(), "ready", text("Your order is ready."), nil)
				tw.ApproveTemplate(template.SID)
				write := func(from channels.Address, contentSID string) string {
					p := &twilio.CreateMessageParams{From: from, To: tt.person, Body: "Hi"}
					if contentSID != "" {
						p.Body, p.ContentSID = "", contentSID
					}
					m := send(t, tw, p)
					return fmt.Sprint(m.Status, " ", int(m.ErrorCode))
				}
				got := []string{write(tt.ours, "")}
				tw.Phone(tt.person).Send(tt.ours, "Hello")
				got = append(got, write(tt.other, ""))
				time.Sleep(24*time.Hour - time.Second)
				got = append(got, write(tt.ours, "")) // which does not prolong it
				time.Sleep(time.Second)
				got = append(got, write(tt.ours, ""), write(tt.ours, template.SID))
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

func TestPersonWroteBeforeTheTest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		ours := tw.AddNumber("whatsapp:+15557122661")
		person := tw.Phone("whatsapp:+15558675310")
		person.WroteTo(ours, time.Now().Add(-23*time.Hour))
		person.WroteTo(ours, time.Now().Add(-25*time.Hour)) // which was before
		var got []twilio.MessageStatus
		for range 2 {
			got = append(got, send(t, tw, &twilio.CreateMessageParams{From: ours, To: person.Address(), Body: "Hi"}).Status)
			time.Sleep(time.Hour)
		}
		if diff := cmp.Diff([]twilio.MessageStatus{"delivered", "failed"}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTemplatesThatBeginNoConversation(t *testing.T) {
	t.Parallel()
	tw, app := twiliotest.New(t), &callbacks{}
	tw.Mount("https://app.example/status", app)
	ours := tw.AddNumber("whatsapp:+15557122661")
	person := tw.Phone("whatsapp:+15558675310")
	client := tw.Client()
	unapproved := makeTemplate(t, client, "a", text("Hello"), nil)
	place := makeTemplate(t, client, "b", content.Types{Location: &content.Location{Label: "Shop", Latitude: 1, Longitude: 1}}, nil)
	tw.ApproveTemplate(place.SID)
	write := func() {
		for _, template := range []string{unapproved.SID, place.SID} {
			send(t, tw, &twilio.CreateMessageParams{
				From: ours, To: person.Address(), ContentSID: template, StatusCallback: "https://app.example/status",
			})
		}
	}
	write()
	person.Send(ours, "Hello?")
	write()
	if diff := cmp.Diff([]string{
		"failed 63016", "failed 63016", "sent", "delivered", "sent", "delivered",
	}, app.statuses()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("> Hello?\n< Hello\n< Shop\n", person.Transcript()); diff != "" {
		t.Error(diff)
	}
}
