package twiliotest_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// payCard is what nobody should post in a channel.
var payCard = regexp.MustCompile(`\b\d{4}( ?\d{4}){3}\b`)

// moderator is an app that masks card numbers, lets nobody swear, and writes down what happens.
func moderator(t *testing.T, tw *twiliotest.Twilio, log *[]string) http.Handler {
	t.Helper()
	validator, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		t.Fatal(err)
	}
	note := func(line ...string) { *log = append(*log, strings.Join(line, " ")) }
	return webhook.ChatEvents(validator, webhook.ChatHandlers{
		MessageSend: func(_ context.Context, e *webhook.ChatMessageSend) (webhook.Decision, error) {
			if strings.Contains(e.Body, "damn") {
				return webhook.Reject(http.StatusForbidden), nil
			}
			masked := payCard.ReplaceAllString(e.Body, "•••• •••• •••• ••••")
			return e.AcceptWith(webhook.ChatMessageChanges{Body: &masked}), nil
		},
		ChannelAdded: func(_ context.Context, e *webhook.ChatChannelAdded) error {
			note(e.CreatedBy, "made", e.UniqueName, "by", string(e.Source))
			return nil
		},
		MemberAdded: func(_ context.Context, e *webhook.ChatMemberAdded) error {
			note(e.Identity, strings.ToLower(string(e.Reason)))
			return nil
		},
		MemberRemoved: func(_ context.Context, e *webhook.ChatMemberRemoved) error {
			note(e.Identity, strings.ToLower(string(e.Reason)))
			return nil
		},
		MessageSent: func(_ context.Context, e *webhook.ChatMessageSent) error {
			note(e.From, "said", e.Body)
			return nil
		},
		MessageUpdated: func(_ context.Context, e *webhook.ChatMessageUpdated) error {
			note(e.ModifiedBy, "corrected it to", e.Body)
			return nil
		},
		MessageRemoved: func(_ context.Context, e *webhook.ChatMessageRemoved) error {
			note(e.RemovedBy, "took back", e.Body)
			return nil
		},
	})
}

func TestChatStory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		api, ctx := chat.New(tw.Client()), t.Context()
		var log []string
		tw.Mount("https://app.example/chat", moderator(t, tw, &log))

		// A shop opens a service. The app hears of channels, members and messages, and before a
		// message is sent.
		shop, err := api.Services.Create(ctx, &chat.CreateServiceParams{FriendlyName: "the shop"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = api.Services.Update(ctx, shop.SID, &chat.UpdateServiceParams{
			PreWebhookURL: new("https://app.example/chat"), PostWebhookURL: new("https://app.example/chat"),
			WebhookFilters: []chat.WebhookEvent{
				chat.WebhookEventMessageSend, chat.WebhookEventMessageSent, chat.WebhookEventMessageUpdated,
				chat.WebhookEventMessageRemoved, chat.WebhookEventChannelAdded, chat.WebhookEventMemberAdded,
				chat.WebhookEventMemberRemoved,
			},
			LimitChannelMembers: 2,
		})
		if err != nil {
			t.Fatal(err)
		}

		// The app makes a channel for order 7 and puts its agent in charge of it.
		channels := api.Channels(shop.SID)
		_, err = channels.Create(ctx, &chat.CreateChannelParams{
			UniqueName: "order-7", Type: chat.ChannelTypePrivate, CreatedBy: "agent",
		}, chat.WithWebhooks())
		if err != nil {
			t.Fatal(err)
		}
		agent, alice := tw.ChatUser(shop.SID, "agent"), tw.ChatUser(shop.SID, "alice")

		// Alice cannot walk in: the channel is not there for her until the agent invites her.
		_, err = alice.Join("order-7")
		wantRefusal(t, "join a private channel", err, http.StatusNotFound, chat.ErrChannelNotFound)
		succeed(t)(agent.Join("order-7"))
		succeed(t)(agent.Invite("order-7", "alice"))
		_, err = agent.Invite("order-7", "alice")
		wantRefusal(t, "invite twice", err, http.StatusConflict, chat.ErrUserAlreadyInvited)
		if got := alice.Channels()[0].Status; got != chat.UserChannelStatusInvited {
			t.Errorf("before she accepts, alice is %s", got)
		}
		succeed(t)(alice.Accept("order-7"))

		// They talk. The card number is masked before anybody sees it, and what is rude is not sent.
		succeed(t)(agent.Send("order-7", "How would you like to pay?"))
		succeed(t)(alice.Send("order-7", "By card, 4242 4242 4242 4242."))
		_, err = alice.Send("order-7", "And be damn quick!")
		wantRefusal(t, "swear", err, http.StatusForbidden, 50056)

		// The agent has read the first message, so one is new.
		if err := agent.Read("order-7", 0); err != nil {
			t.Fatal(err)
		}
		seen, err := api.Users(shop.SID).Channels("agent").Get(ctx, "order-7")
		if err != nil || *seen.LastConsumedMessageIndex != 0 || *seen.UnreadMessagesCount != 1 {
			t.Errorf("the agent's channel is %+v, %v", seen, err)
		}

		// Alice corrects herself. She cannot touch what the agent wrote, who can do what they like.
		succeed(t)(alice.Edit("order-7", 1, "In cash."))
		_, err = alice.Edit("order-7", 0, "You need not pay.")
		wantRefusal(t, "edit another's message", err, http.StatusForbidden, chat.ErrUnauthorized)
		wantRefusal(t, "delete another's message", alice.Delete("order-7", 0), http.StatusForbidden, chat.ErrUnauthorized)
		if err := agent.Delete("order-7", 0); err != nil {
			t.Fatal(err)
		}

		// The app closes with a word of its own, which no webhook is told of. Indexes go on.
		bye, err := channels.Messages("order-7").Create(ctx, &chat.CreateMessageParams{Body: "Paid. Thank you!"})
		if err != nil || bye.Index != 2 || bye.From != "system" {
			t.Errorf("the app's message is %+v, %v", bye, err)
		}

		// Two is company here, and a crowd is refused until one leaves.
		bob := &chat.CreateMemberParams{Identity: "bob"}
		_, err = channels.Members("order-7").Create(ctx, bob)
		wantRefusal(t, "a third member", err, http.StatusForbidden, chat.ErrChannelMemberLimit)
		if err := alice.Leave("order-7"); err != nil {
			t.Fatal(err)
		}
		succeed(t)(channels.Members("order-7").Create(ctx, bob))
		_, err = alice.Send("order-7", "I forgot something.")
		wantRefusal(t, "write after leaving", err, http.StatusNotFound, chat.ErrChannelNotFound)

		tw.Wait()
		want := []string{
			"agent made order-7 by API",
			"agent joined",
			"alice joined",
			"agent said How would you like to pay?",
			"alice said By card, •••• •••• •••• ••••.",
			"alice corrected it to In cash.",
			"agent took back How would you like to pay?",
			"alice left",
		}
		if diff := cmp.Diff(want, log); diff != "" {
			t.Errorf("what the app heard (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff("alice: In cash. (edited)\nsystem: Paid. Thank you!\n", agent.Transcript("order-7")); diff != "" {
			t.Errorf("what the agent sees (-want +got):\n%s", diff)
		}
		if alerts := tw.Alerts(); len(alerts) != 0 {
			t.Errorf("alerts: %v", alerts)
		}
	})
}

// succeed returns a function that fails the test if what it is given ended with an error.
func succeed(t *testing.T) func(any, error) {
	t.Helper()
	return func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
}
