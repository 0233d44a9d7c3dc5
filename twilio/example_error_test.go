package twilio_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio"
)

func ExampleErrorCode() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`400 {"code":21610,"message":"Attempt to send to unsubscribed recipient","status":400}`))

	_, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
		To: "+15558675310", From: "+15557122661", Body: "Your table is ready.",
	})
	switch {
	case err == nil:
		fmt.Println("sent")
	case errors.Is(err, twilio.ErrUnsubscribedRecipient):
		fmt.Println("the guest does not want messages")
	case errors.Is(err, twilio.ErrInvalidTo), errors.Is(err, twilio.ErrToNotMobile):
		fmt.Println("the number is wrong")
	case errors.Is(err, twilio.ErrTooManyRequests):
		fmt.Println("slow down")
	default:
		fmt.Println("try again later:", err)
	}
	// Output:
	// POST https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json Body=Your+table+is+ready.&From=%2B15557122661&To=%2B15558675310
	// the guest does not want messages
}

func ExampleStatusError() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`404 {"code":20404,"message":"The requested resource was not found","status":404}`))

	_, err := client.Messages.Get(ctx, "SM1")
	if errors.Is(err, twilio.ErrNotFound) {
		fmt.Println("it was deleted")
	}
	// Output:
	// GET https://api.twilio.com/2010-04-01/Accounts/AC…/Messages/SM1.json
	// it was deleted
}

// The error's fields tell what the text leaves out.
func ExampleError() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`400 {"code":21211,"message":"The 'To' number +15005550001 is not a valid phone number.",`+
			`"more_info":"https://www.twilio.com/docs/errors/21211","status":400}`))

	_, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{To: "+15005550001", Body: "Hi"})
	fmt.Println(err)
	if e, ok := errors.AsType[*twilio.Error](err); ok {
		fmt.Println(e.Message)
		fmt.Println("see", e.MoreInfo)
	}
	// Output:
	// POST https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json Body=Hi&To=%2B15005550001
	// twilio: POST /2010-04-01/Accounts/{}/Messages: 21211 Invalid 'To' Phone Number: The 'To' number … is not a valid phone number. (HTTP 400 Bad Request)
	// The 'To' number +15005550001 is not a valid phone number.
	// see https://www.twilio.com/docs/errors/21211
}
