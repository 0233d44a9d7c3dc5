package conversations_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// A conversation that rests after an hour of silence, and is over after a day.
func ExampleAfter() {
	ctx := context.Background()
	client := answered(
		`{"sid":"CH0123","state":"active","timers":{"date_inactive":"2026-11-21T10:00:00Z","date_closed":"2026-11-22T09:00:00Z"}}`,
		`{"code":50377,"message":"Can't update conversation as it's in final closed state","status":409}`,
	)

	all := conversations.New(client).Conversations
	conversation, err := all.Create(ctx, &conversations.CreateConversationParams{
		State:         conversations.ConversationStateActive,
		InactiveTimer: conversations.After(time.Hour),
		ClosedTimer:   conversations.After(24 * time.Hour),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("inactive at", conversation.Timers.DateInactive.Format(time.TimeOnly))
	fmt.Println("closed at", conversation.Timers.DateClosed.Format(time.DateTime))

	// Two days later.
	_, err = all.Update(ctx, conversation.SID, &conversations.UpdateConversationParams{State: conversations.ConversationStateActive})
	if errors.Is(err, conversations.ErrClosed) {
		fmt.Println("too late: it takes a new conversation")
	}
	// Output:
	// POST /v1/Conversations State=active&Timers.Closed=PT24H&Timers.Inactive=PT1H
	// inactive at 10:00:00
	// closed at 2026-11-22 09:00:00
	// POST /v1/Conversations/CH0123 State=active
	// too late: it takes a new conversation
}

// The timers of all conversations that name none.
func ExampleTimer_Duration() {
	client := answered(`{"default_inactive_timer":"PT1H","default_closed_timer":"P3D"}`)

	configuration, err := conversations.New(client).Configuration.Get(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	if d, ok := configuration.DefaultClosedTimer.Duration(); ok {
		fmt.Println("closed after", d)
	}
	// Output:
	// GET /v1/Configuration
	// closed after 72h0m0s
}
