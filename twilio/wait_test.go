package twilio_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

func TestWait(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		refusal twilio.ErrorCode
		want    twilio.MessageStatus
	}{
		"delivered":   {0, twilio.StatusDelivered},
		"undelivered": {twilio.ErrUnreachableHandset, twilio.StatusUndelivered},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw := twiliotest.New(t, twiliotest.WithDelays(time.Minute, time.Hour))
				tw.AddNumber("+15557122661")
				tw.Phone("+15558675310").Refuse(tt.refusal)
				messages := tw.Client().Messages
				sent, err := messages.Create(t.Context(), &twilio.CreateMessageParams{
					From: "+15557122661", To: "+15558675310", Body: "Hi",
				})
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				got, err := messages.Wait(t.Context(), sent.SID)
				if err != nil || got.Status != tt.want || got.ErrorCode != tt.refusal {
					t.Errorf("got %v, %v", got, err)
				}
				if late := time.Since(start) - 61*time.Minute; late < 0 || late > 15*time.Second {
					t.Errorf("Wait returned %v after the outcome", late)
				}
				if asked := strings.Count(tw.Dump(), "GET api"); asked > 260 {
					t.Errorf("it asked %d times in an hour", asked)
				}
			})
		})
	}
}

func TestWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithDelays(0, 24*time.Hour))
		tw.AddNumber("+15557122661")
		messages := tw.Client().Messages
		sent, err := messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: "+15557122661", To: "+15558675310", Body: "Hi",
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		start := time.Now()
		got, err := messages.Wait(ctx, sent.SID)
		if !errors.Is(err, context.DeadlineExceeded) || got == nil || got.Status != twilio.StatusSent {
			t.Errorf("got %v, %v", got, err)
		}
		if took := time.Since(start); took != time.Hour {
			t.Errorf("it took %v", took)
		}
		if got, err = messages.Wait(t.Context(), "SM9"); got != nil || !errors.Is(err, twilio.ErrNotFound) {
			t.Errorf("of no message: %v, %v", got, err)
		}
	})
}

// The outcome of a message, where nothing can be called back.
func ExampleMessageService_Wait() {
	tw := twiliotest.Start() // in place of Twilio
	defer tw.Close()
	tw.AddNumber("+15557122661")
	tw.Phone("+15558675310").Refuse(twilio.ErrLandline)

	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	messages := tw.Client().Messages
	message, err := messages.Create(ctx, &twilio.CreateMessageParams{
		From: "+15557122661", To: "+15558675310", Body: "Your table is ready.",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	if message, err = messages.Wait(ctx, message.SID); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(message.Status, message.Status.Failed(), int(message.ErrorCode))
	// Output:
	// undelivered true 30006
}
