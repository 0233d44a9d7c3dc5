package twiliotest_test

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

func TestSenderIsRegistered(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		number bool // is the account's own
		method messaging.VerificationMethod
		want   []messaging.ChannelSenderStatus
		phone  string // what the number's phone shows
	}{
		{"the account's own number", true, "", []messaging.ChannelSenderStatus{"CREATING", "ONLINE"}, ""},
		{"another number", false, "", []messaging.ChannelSenderStatus{
			"CREATING", "PENDING_VERIFICATION", "VERIFYING", "PENDING_VERIFICATION", "VERIFYING", "ONLINE",
		}, "< Your WhatsApp code: "},
		{"by a call", false, messaging.VerificationMethodVoice, []messaging.ChannelSenderStatus{
			"CREATING", "PENDING_VERIFICATION", "VERIFYING", "PENDING_VERIFICATION", "VERIFYING", "ONLINE",
		}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw := twiliotest.New(t)
				client := tw.Client()
				senders, address := messaging.New(client).ChannelSenders, channels.WhatsApp(shop)
				if tt.number {
					tw.AddNumber(shop)
				}
				s, err := senders.Create(t.Context(), &messaging.CreateChannelSenderParams{
					SenderID: address, Profile: &messaging.ChannelSenderProfile{Name: "Shop"},
					Configuration: &messaging.ChannelSenderConfiguration{VerificationMethod: tt.method},
				})
				must(t, err)
				got := []messaging.ChannelSenderStatus{s.Status}
				for range 10 {
					if s.Status == messaging.ChannelSenderStatusOnline {
						break
					}
					if s.Status == messaging.ChannelSenderStatusPendingVerification {
						code := tw.VerificationCode(address)
						if len(got) == 2 {
							code += "0" // which is wrong
						}
						s, err = senders.Update(t.Context(), s.SID, &messaging.UpdateChannelSenderParams{
							Configuration: &messaging.UpdateChannelSenderConfigurationParams{VerificationCode: code},
						})
						must(t, err)
						got = append(got, s.Status)
					}
					_, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: address, To: "whatsapp:" + alice, Body: "Hi"})
					wantRefusal(t, "send before it is online", err, http.StatusBadRequest, twilio.ErrChannelSenderNotFound)
					if tt.phone != "" && len(got) == 3 {
						tt.phone += tw.VerificationCode(address) + "\n"
					}
					time.Sleep(5 * time.Second)
					synctest.Wait()
					s, err = senders.Get(t.Context(), s.SID)
					must(t, err)
					got = append(got, s.Status)
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(tt.phone, tw.Phone(shop).Transcript()); diff != "" {
					t.Errorf("the phone of the number (-want +got):\n%s", diff)
				}
				if code := tw.VerificationCode(address); code != "" {
					t.Errorf("there still is the code %s", code)
				}
			})
		})
	}
}

// What a customer writes to a sender is told to its webhook, and what becomes of messages to its
// status callback.
func TestSenderHasItsWebhooks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw, statuses := twiliotest.New(t), &callbacks{}
		tw.Mount("https://app.example/status", statuses)
		var methods []string
		tw.Mount("https://app.example/in", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			methods = append(methods, r.Method+" "+r.FormValue("Body"))
			w.WriteHeader(http.StatusServiceUnavailable)
		}))
		tw.Mount("https://app.example/fallback", twiml.Reply("Later."))
		client := tw.Client()
		tw.AddNumber(shop)
		senders, address := messaging.New(client).ChannelSenders, channels.WhatsApp(shop)
		s, err := senders.Create(t.Context(), &messaging.CreateChannelSenderParams{
			SenderID: address, Profile: &messaging.ChannelSenderProfile{Name: "Shop", About: "Owls"},
			Webhook: &messaging.ChannelSenderWebhook{CallbackURL: "https://app.example/in", FallbackURL: "https://app.example/fallback"},
		})
		must(t, err)
		time.Sleep(time.Minute)
		synctest.Wait()
		customer := tw.Phone("whatsapp:" + alice)
		customer.Send(address, "one")
		s, err = senders.Update(t.Context(), s.SID, &messaging.UpdateChannelSenderParams{
			Webhook: &messaging.UpdateChannelSenderWebhookParams{
				CallbackMethod: "PUT", FallbackURL: new(""), StatusCallbackURL: new("https://app.example/status"),
			},
			Profile: &messaging.UpdateChannelSenderProfileParams{Description: new("Owls and more"), About: new("")},
		})
		must(t, err)
		want := &messaging.ChannelSender{
			SID: s.SID, SenderID: address, Status: "ONLINE:UPDATING",
			Configuration: &messaging.ChannelSenderConfiguration{},
			Webhook: &messaging.ChannelSenderWebhook{
				CallbackURL: "https://app.example/in", CallbackMethod: "PUT", FallbackMethod: "POST",
				StatusCallbackURL: "https://app.example/status", StatusCallbackMethod: "POST",
			},
			Profile:    &messaging.ChannelSenderProfile{Name: "Shop", Description: "Owls and more"},
			Properties: &messaging.ChannelSenderProperties{QualityRating: "UNKNOWN", MessagingLimit: "TIER_1K"},
			URL:        "https://messaging.twilio.com/v2/Channels/Senders/" + s.SID,
		}
		if diff := cmp.Diff(want, s); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		customer.Send(address, "two")
		send(t, tw, &twilio.CreateMessageParams{From: address, To: customer.Address(), Body: "Now."})
		if diff := cmp.Diff([]string{"POST one", "PUT two"}, methods); diff != "" {
			t.Errorf("webhook (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff("> one\n< Later.\n> two\n< Now.\n", customer.Transcript()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"sent", "delivered"}, statuses.statuses()); diff != "" {
			t.Errorf("statuses (-want +got):\n%s", diff)
		}
		time.Sleep(time.Minute)
		synctest.Wait()

		tw.AddNumber("whatsapp:+15557122662")
		tw.AddNumber("rcs:acme_agent")
		var got []string
		for sender, err := range senders.List(t.Context(), &messaging.ListChannelSendersParams{Channel: channels.ChannelWhatsApp}) {
			must(t, err)
			got = append(got, fmt.Sprint(sender.SenderID, " ", sender.Status))
		}
		if diff := cmp.Diff([]string{"whatsapp:+15557122662 ONLINE", "whatsapp:+15557122661 ONLINE"}, got); diff != "" {
			t.Errorf("list (-want +got):\n%s", diff)
		}
		must(t, senders.Delete(t.Context(), s.SID))
		_, err = senders.Get(t.Context(), s.SID)
		wantRefusal(t, "get what is deleted", err, http.StatusNotFound, twilio.ErrResourceNotFound)
		if customer.Send(address, "three"); len(methods) != 2 {
			t.Errorf("a sender that is deleted is told of %v", methods)
		}
	})
}

func TestSenderRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	senders := messaging.New(tw.Client()).ChannelSenders
	taken := tw.AddNumber("whatsapp:" + shop)
	profile := &messaging.ChannelSenderProfile{Name: "Shop"}
	for name, tt := range map[string]struct {
		params messaging.CreateChannelSenderParams
		status int
		want   twilio.ErrorCode
	}{
		"no sender":       {messaging.CreateChannelSenderParams{Profile: profile}, 400, 63100},
		"no name":         {messaging.CreateChannelSenderParams{SenderID: "whatsapp:" + alice}, 400, 63100},
		"no number":       {messaging.CreateChannelSenderParams{SenderID: "whatsapp:shop", Profile: profile}, 400, 63107},
		"another channel": {messaging.CreateChannelSenderParams{SenderID: "messenger:1094384847", Profile: profile}, 400, 63105},
		"RCS":             {messaging.CreateChannelSenderParams{SenderID: "rcs:acme_agent", Profile: profile}, 501, 0},
		"taken":           {messaging.CreateChannelSenderParams{SenderID: taken, Profile: profile}, 409, 20409},
		"no URL": {messaging.CreateChannelSenderParams{SenderID: "whatsapp:" + alice, Profile: profile,
			Webhook: &messaging.ChannelSenderWebhook{CallbackURL: "app"}}, 400, 63100},
		"GET": {messaging.CreateChannelSenderParams{SenderID: "whatsapp:" + alice, Profile: profile,
			Webhook: &messaging.ChannelSenderWebhook{CallbackMethod: "GET"}}, 400, 63100},
		"by mail": {messaging.CreateChannelSenderParams{SenderID: "whatsapp:" + alice, Profile: profile,
			Configuration: &messaging.ChannelSenderConfiguration{VerificationMethod: "mail"}}, 400, 63100},
	} {
		_, err := senders.Create(t.Context(), &tt.params)
		wantRefusal(t, name, err, tt.status, tt.want)
	}
	_, err := senders.ListPage(t.Context(), nil)
	wantRefusal(t, "list of no channel", err, http.StatusBadRequest, twilio.ErrUnknownParameters)
}

func TestTypingIndicator(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		ours := tw.AddNumber("whatsapp:" + shop)
		customer := tw.Phone("whatsapp:" + alice)
		typing := messaging.New(tw.Client()).TypingIndicators
		asked := customer.Send(ours, "Are you open?").Message.SID

		done, err := typing.Create(t.Context(), &messaging.CreateTypingIndicatorParams{
			Channel: messaging.TypingChannelWhatsApp, MessageSID: asked,
		})
		must(t, err)
		if !done.Success || !customer.Typing(ours) || customer.Typing("whatsapp:+15557122662") {
			t.Errorf("after v2: %+v, %v", done, customer.Typing(ours))
		}
		if shown := customer.Messages()[0]; shown.Status != twilio.StatusRead {
			t.Errorf("the message is %s", shown.Status)
		}
		send(t, tw, &twilio.CreateMessageParams{From: ours, To: customer.Address(), Body: "Yes."})
		if customer.Typing(ours) {
			t.Error("the indicator is still there after the answer")
		}
		done, err = typing.CreateWhatsApp(t.Context(), &messaging.CreateWhatsAppTypingIndicatorParams{MessageSID: asked})
		must(t, err)
		time.Sleep(25*time.Second - time.Nanosecond)
		before := customer.Typing(ours)
		time.Sleep(time.Nanosecond)
		if !done.Success || !before || customer.Typing(ours) {
			t.Errorf("after v3: %+v, %v before 25 seconds, %v then", done, before, customer.Typing(ours))
		}

		_, err = typing.CreateWhatsApp(t.Context(), &messaging.CreateWhatsAppTypingIndicatorParams{MessageSID: "SM00"})
		wantRefusal(t, "unknown message", err, http.StatusBadRequest, twilio.ErrUnknownParameters)
		_, err = typing.Create(t.Context(), &messaging.CreateTypingIndicatorParams{Channel: "sms", MessageSID: asked})
		wantRefusal(t, "SMS", err, http.StatusBadRequest, twilio.ErrUnknownParameters)
		_, err = typing.CreateApple(t.Context(), &messaging.CreateAppleTypingIndicatorParams{From: "apple:a", To: "apple:b"})
		wantRefusal(t, "Apple", err, http.StatusNotImplemented, 0)
	})
}

func TestChannelRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	tw.AddNumber(shop)
	for own, other := range map[channels.Address]channels.Address{
		"messenger:1094384847":  "messenger:7265551234",
		"whatsapp:+15557122661": "whatsapp:+15558675310",
		"rcs:acme_agent":        "rcs:+15558675310",
	} {
		tw.AddNumber(own)
		for _, tt := range []struct {
			from, to channels.Address
			want     twilio.ErrorCode
		}{
			{own, "+15558675310", twilio.ErrChannelMismatch},
			{shop, other, twilio.ErrChannelMismatch},
			{other, own, twilio.ErrChannelSenderNotFound},
			{own, own, twilio.ErrChannelSameToAndFrom},
		} {
			_, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: tt.from, To: tt.to, Body: "Hi"})
			wantRefusal(t, fmt.Sprint(tt.from, " to ", tt.to), err, http.StatusBadRequest, tt.want)
		}
	}
}
