package twilio_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

func ExampleMessageService_List() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken), answered(
		`{"messages":[{"sid":"SM2","body":"see you"}],"next_page_uri":"/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM2"}`,
		`{"messages":[{"sid":"SM1","body":"hello"}],"next_page_uri":null}`,
	))

	for message, err := range client.Messages.List(ctx, &twilio.ListMessagesParams{
		From:         "+15558675310",
		DateSentFrom: twilio.Day(2026, time.November, 1),
	}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(message.SID, message.Body)
	}
	// Output:
	// GET https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json?DateSent%3E=2026-11-01&From=%2B15558675310
	// SM2 see you
	// GET https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM2
	// SM1 hello
}

// A web page that shows messages ten at a time carries Next in the link to the page after it.
func ExampleMessageService_ListPage() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken), answered(
		`{"messages":[{"sid":"SM2"}],"next_page_uri":"/2010-04-01/Accounts/AC1/Messages.json?PageSize=1&Page=1&PageToken=PASM2"}`,
		`{"messages":[{"sid":"SM1"}],"next_page_uri":null}`,
	))

	params := &twilio.ListMessagesParams{PageParams: twilio.PageParams{PageSize: 1}}
	for {
		page, err := client.Messages.ListPage(ctx, params)
		if err != nil {
			log.Fatal(err)
		}
		for _, message := range page.Items {
			fmt.Println(message.SID)
		}
		if page.Next == nil {
			break
		}
		params.PageParams = *page.Next
	}
	// Output:
	// GET https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json?PageSize=1
	// SM2
	// GET https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json?Page=1&PageSize=1&PageToken=PASM2
	// SM1
}

func ExampleCollect() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`{"media_list":[{"sid":"ME2","content_type":"image/png"},{"sid":"ME1","content_type":"image/jpeg"}]}`))

	media, err := twilio.Collect(client.Messages.Media("MM1").List(ctx, nil), 10)
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range media {
		fmt.Println(m.SID, m.ContentType)
	}
	// Output:
	// GET https://api.twilio.com/2010-04-01/Accounts/AC…/Messages/MM1/Media.json
	// ME2 image/png
	// ME1 image/jpeg
}

func ExampleMediaService_Download() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken), answered("the file\n"))

	file, err := client.Messages.Media("MM1").Download(ctx, "ME1", 5<<20)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	if _, err := io.Copy(os.Stdout, file); err != nil {
		log.Print(err)
	}
	// Output:
	// GET https://api.twilio.com/2010-04-01/Accounts/AC…/Messages/MM1/Media/ME1
	// the file
}
