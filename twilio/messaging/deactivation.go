package messaging

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// maxDeactivations is how many bytes of a day's file are read: room for 80 million numbers.
const maxDeactivations = 1 << 30

// A Deactivation leads to the file of the numbers that were given up on a day.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/deactivations-resource
type Deactivation struct {
	// RedirectTo is the address of the file. It is signed, so that whoever has it can fetch the file
	// without credentials, for two minutes.
	RedirectTo string `json:"redirect_to"`
}

// LogValue returns what may be logged of a link to a file: nothing that opens it.
func (d Deactivation) LogValue() slog.Value {
	return slog.GroupValue(slog.Bool("redirect_to", d.RedirectTo != ""))
}

// DeactivationsParams say of which day the list is to be.
type DeactivationsParams struct {
	// Date is the day, made by [twilio.Day]. It is required.
	Date twilio.Date `url:"Date,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// DeactivationService lists US mobile numbers that their owners have given up or taken to another
// carrier. Such a number soon belongs to somebody else, who has not agreed to be written to, so a
// program drops the day's numbers from its lists every day. It is reached as [API.Deactivations].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/deactivations-resource
type DeactivationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Get fetches the link to the file, for a program that leaves the download to another. List and
// Open follow it by themselves.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/deactivations-resource#fetch-a-deactivation-resource
func (s *DeactivationService) Get(ctx context.Context, params *DeactivationsParams) (*Deactivation, error) {
	return twilio.Get[Deactivation](ctx, s.client, s.path, params, twilio.WithStatus(http.StatusTemporaryRedirect))
}

// List returns the numbers that were given up on a day, in E.164, while the file that holds them is
// still arriving: it may be long, and is never in memory as a whole. The request is sent when the
// sequence is ranged over, and ranging again starts anew. An error is the last thing that the
// sequence yields: [ErrDeactivationsTooOld] for a day too long ago, [ErrDeactivationsNotYet] for one whose list does
// not exist yet, [twilio.ErrUnusable] if the file is not a list of numbers. Leaving the loop ends
// the download.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/deactivations-resource#fetch-a-deactivation-resource
func (s *DeactivationService) List(ctx context.Context, params *DeactivationsParams) iter.Seq2[channels.Address, error] {
	var p DeactivationsParams
	if params != nil {
		p = *params
		p.Extra = maps.Clone(p.Extra)
	}
	return func(yield func(channels.Address, error) bool) {
		file, err := s.Open(ctx, &p, maxDeactivations)
		if err != nil {
			yield("", err)
			return
		}
		defer func() { _ = file.Close() }() // what has been read is whole
		lines := bufio.NewScanner(file)
		for lines.Scan() {
			number, err := deactivated(lines.Text())
			if err != nil {
				yield("", err)
				return
			}
			if number != "" && !yield(number, nil) {
				return
			}
		}
		switch err := lines.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield("", errNoNumber)
		case err != nil:
			yield("", fmt.Errorf("messaging: read deactivations: %w", err))
		}
	}
}

// Open fetches the file that List reads, as it is. The caller closes it. Reading more than limit
// bytes of it fails with [twilio.ErrTooLarge]; zero stands for [twilio.DefaultMediaLimit], which
// is more than a million numbers. Twilio keeps the file on another host, to which the client goes
// without its credentials.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/deactivations-resource#fetch-a-deactivation-resource
func (s *DeactivationService) Open(ctx context.Context, params *DeactivationsParams, limit int64) (*twilio.Download, error) {
	return twilio.Open(ctx, s.client, s.path, params, limit)
}

var errNoNumber = fmt.Errorf("messaging: read deactivations: %w: a line is not a phone number", twilio.ErrUnusable)

// deactivated reads a line of the file: a number of the US, with or without its country's code, or
// nothing.
func deactivated(line string) (channels.Address, error) {
	number := strings.TrimSpace(line)
	switch {
	case number == "":
		return "", nil
	case strings.HasPrefix(number, "+"):
	case len(number) == 10:
		number = "+1" + number
	default:
		number = "+" + number
	}
	if !channels.E164(number) {
		return "", errNoNumber
	}
	return channels.Address(number), nil
}
