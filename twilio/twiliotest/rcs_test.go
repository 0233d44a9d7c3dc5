package twiliotest_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// A service with an RCS sender writes over RCS to who has it, and by SMS to who has not.
func ExamplePhone_SetRCS() {
	tw := twiliotest.Start()
	defer tw.Close()
	tw.AddNumber("rcs:acme_q5yx2_agent")
	tw.AddNumber("+15557122661")
	service := tw.AddService("news", twiliotest.Senders("rcs:acme_q5yx2_agent", "+15557122661"))
	alice, bob := tw.Phone("+15558675310"), tw.Phone("+15558675311")
	alice.SetRCS(true)

	client := tw.Client()
	for _, phone := range []*twiliotest.Phone{alice, bob} {
		_, err := client.Messages.Create(context.Background(), &twilio.CreateMessageParams{
			MessagingServiceSID: service, To: phone.Address(), Body: "We are open.",
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		tw.Wait()
		message, _ := phone.Last()
		fmt.Println(message.From, message.Body)
	}
	// Output:
	// rcs:acme_q5yx2_agent We are open.
	// +15557122661 We are open.
}

func TestRCS(t *testing.T) {
	t.Parallel()
	const agent, number, spare = "rcs:acme_agent", "+15557122661", "+15557122662"
	type outcome struct {
		From     channels.Address
		Status   string
		Segments twilio.Int
		Priced   bool
	}
	const long = 200
	bySMS := func(from channels.Address) outcome { return outcome{from, "delivered 0", 2, true} }
	byRCS, unreachable := outcome{agent, "delivered 0", 1, false}, outcome{agent, "failed 63036", 1, false}
	for _, tt := range []struct {
		name   string
		has    *bool
		params twilio.CreateMessageParams // From, FallbackFrom, To
		alone  bool                       // without a service
		want   outcome
	}{
		{"nobody has it", nil, twilio.CreateMessageParams{To: alice}, false, bySMS(number)},
		{"she has it", new(true), twilio.CreateMessageParams{To: alice}, false, byRCS},
		{"she has not", new(false), twilio.CreateMessageParams{To: alice}, false, bySMS(number)},
		{"a number that is asked for", new(true), twilio.CreateMessageParams{To: alice, From: number}, false, bySMS(number)},
		{"fallback that is not needed", new(true), twilio.CreateMessageParams{To: alice, FallbackFrom: spare}, false, byRCS},
		{"fallback", nil, twilio.CreateMessageParams{To: alice, FallbackFrom: spare}, false, bySMS(spare)},
		{"forced", new(true), twilio.CreateMessageParams{To: "rcs:" + alice}, false, byRCS},
		{"forced to who has not", nil, twilio.CreateMessageParams{To: "rcs:" + alice, FallbackFrom: spare}, false, unreachable},
		{"the agent of the service", new(true), twilio.CreateMessageParams{To: alice, From: agent}, false, byRCS},
		{"the agent of the service to who has not", nil, twilio.CreateMessageParams{To: alice, From: agent}, false, unreachable},
		{"the agent alone", new(true), twilio.CreateMessageParams{To: "rcs:" + alice, From: agent}, true, byRCS},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t)
			for _, sender := range []channels.Address{agent, number, spare} {
				tw.AddNumber(sender)
			}
			service := tw.AddService("news", twiliotest.Senders(agent, number))
			phone := tw.Phone(alice)
			if tt.has != nil {
				phone.SetRCS(*tt.has)
			}
			p := tt.params
			p.Body = fmt.Sprintf("%0*d", long, 0)
			if !tt.alone {
				p.MessagingServiceSID = service
			}
			m := send(t, tw, &p)
			got := outcome{m.From, fmt.Sprint(m.Status, " ", int(m.ErrorCode)), m.NumSegments, m.Price != ""}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if shown := len(phone.Messages()) == 1; shown != (m.Status == twilio.StatusDelivered) {
				t.Errorf("the phone shows %v", phone.Messages())
			}
			if m.To != tt.params.To {
				t.Errorf("to %s", m.To)
			}
		})
	}
}

// What came over RCS is read, and answered to the agent, from the same handset.
func TestRCSAndSMSShareAHandset(t *testing.T) {
	t.Parallel()
	tw, app := twiliotest.New(t), &callbacks{}
	tw.Mount("https://app.example/status", app)
	agent, number := tw.AddNumber("rcs:acme_agent"), tw.AddNumber(shop)
	service := tw.AddService("news", twiliotest.Senders(agent, number),
		twiliotest.ServiceSetting("UseInboundWebhookOnNumber", "true"))
	sms, rcs := tw.Phone(alice), tw.Phone("rcs:"+alice)
	send(t, tw, &twilio.CreateMessageParams{
		MessagingServiceSID: service, To: alice, Body: "News", StatusCallback: "https://app.example/status",
	})
	sms.Read()
	rcs.Send(agent, "Thanks")
	rcs.SetRCS(false)
	send(t, tw, &twilio.CreateMessageParams{MessagingServiceSID: service, To: alice, Body: "More"})
	sms.Read() // of which SMS tells nobody
	if diff := cmp.Diff("< News\n> Thanks\n< More\n", sms.Transcript()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(sms.Messages(), rcs.Messages()); diff != "" {
		t.Errorf("(-SMS +RCS):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"queued", "sent", "delivered", "read"}, app.statuses()); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
}

func TestFallbackFromRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	agent, number := tw.AddNumber("rcs:acme_agent"), tw.AddNumber(shop)
	with := tw.AddService("with", twiliotest.Senders(agent))
	without := tw.AddService("without", twiliotest.Senders(number))
	for name, tt := range map[string]struct {
		params twilio.CreateMessageParams
		want   twilio.ErrorCode
	}{
		"no service":        {twilio.CreateMessageParams{From: number, FallbackFrom: number}, 21666},
		"From, too":         {twilio.CreateMessageParams{MessagingServiceSID: with, From: agent, FallbackFrom: number}, 21664},
		"malformed":         {twilio.CreateMessageParams{MessagingServiceSID: with, FallbackFrom: "+1"}, 21665},
		"somebody else's":   {twilio.CreateMessageParams{MessagingServiceSID: with, FallbackFrom: alice}, 21665},
		"RCS itself":        {twilio.CreateMessageParams{MessagingServiceSID: with, FallbackFrom: agent}, 21665},
		"no RCS to be from": {twilio.CreateMessageParams{MessagingServiceSID: without, FallbackFrom: number}, 21667},
	} {
		p := tt.params
		p.To, p.Body = alice, "Hi"
		_, err := tw.Client().Messages.Create(t.Context(), &p)
		wantRefusal(t, name, err, http.StatusBadRequest, tt.want)
	}
}
