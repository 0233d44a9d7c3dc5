package twilio

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Wait asks for a message until its status is final, and returns it then: delivered or read, but
// undelivered, failed or canceled as well, which is no error of Wait's. See
// [MessageStatus.Final] and [Message.ErrorCode].
//
// It asks after half a second first and then at intervals that grow to 15 seconds. Many carriers
// confirm nothing, so that a message stays sent: give ctx an end. When ctx ends, Wait returns the
// message as it was last seen, nil if it was not, with the error.
//
// A program that sends much is told of outcomes by a StatusCallback with less effort.
func (s *MessageService) Wait(ctx context.Context, sid string) (*Message, error) {
	const longest = 15 * time.Second
	var last *Message
	for pause := 500 * time.Millisecond; ; pause = min(pause*3/2, longest) {
		if err := sleep(ctx, pause); err != nil {
			return last, failed(http.MethodGet, s.path.ID(sid), fmt.Errorf("wait for outcome: %w", err))
		}
		m, err := s.Get(ctx, sid)
		if err != nil {
			return last, err
		}
		if last = m; m.Status.Final() {
			return m, nil
		}
	}
}
