package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// What happens is told at once, also after a long time in which nothing did.
func TestWatchAfterAWhile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		number := tw.AddNumber(shopNumber)
		l := newEventLog()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go l.watch(ctx, tw)
		time.Sleep(time.Hour)
		if _, err := tw.Client().Messages.Create(ctx, &twilio.CreateMessageParams{From: number, To: aliceNumber, Body: "Hi"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		if l.newest() == 0 {
			t.Error("the message is not told of within a second")
		}
	})
}
