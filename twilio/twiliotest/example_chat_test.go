package twiliotest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// Two people talk in a channel, and the app has a word in what they say.
func ExampleChatUser() {
	tw := twiliotest.Start() // twiliotest.New(t) in a test
	defer tw.Close()
	validator, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		fmt.Println(err)
		return
	}
	tw.Mount("https://app.example/chat", webhook.ChatEvents(validator, webhook.ChatHandlers{
		MessageSend: func(_ context.Context, e *webhook.ChatMessageSend) (webhook.Decision, error) {
			if strings.Contains(e.Body, "http://") {
				return webhook.Reject(403), nil
			}
			quiet := strings.ToLower(e.Body)
			return e.AcceptWith(webhook.ChatMessageChanges{Body: &quiet}), nil
		},
	}))

	ctx, api := context.Background(), chat.New(tw.Client())
	service, err := api.Services.Create(ctx, &chat.CreateServiceParams{FriendlyName: "club"})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = api.Services.Update(ctx, service.SID, &chat.UpdateServiceParams{
		PreWebhookURL:  new("https://app.example/chat"),
		WebhookFilters: []chat.WebhookEvent{chat.WebhookEventMessageSend},
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	alice, bob := tw.ChatUser(service.SID, "alice"), tw.ChatUser(service.SID, "bob")
	_, err1 := alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "chess", Type: chat.ChannelTypePrivate})
	_, err2 := alice.Join("chess")
	_, err3 := alice.Invite("chess", "bob")
	_, err4 := bob.Accept("chess")
	_, err5 := bob.Send("chess", "YOUR MOVE")
	fmt.Println("all went well:", errors.Join(err1, err2, err3, err4, err5) == nil)

	_, err = bob.Send("chess", "look at http://spam.example")
	fmt.Println("the app refused:", errors.Is(err, twilio.ErrorCode(50056)))
	_, err = bob.Invite("chess", "carol")
	fmt.Println("bob may not invite:", errors.Is(err, chat.ErrUnauthorized))
	fmt.Print(alice.Transcript("chess"))
	// Output:
	// all went well: true
	// the app refused: true
	// bob may not invite: true
	// bob: your move
}
