package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// recipient is a line of the list.
type recipient struct {
	to        channels.Address
	variables twilio.ContentVariables
}

// readRecipients reads a list. One that is named twice is kept once, as first named. The error
// names every line that is wrong.
func readRecipients(list io.Reader) ([]recipient, error) {
	r := csv.NewReader(list)
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the list is empty; its first line names the columns")
	}
	if err != nil {
		return nil, fmt.Errorf("the list: %w", err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff") // which spreadsheets put there
	column := slices.Index(header, "to")
	if column < 0 {
		return nil, errors.New(`the list has no column "to"`)
	}
	for i, name := range header {
		if name == "" {
			return nil, fmt.Errorf("the list: column %d has no name", i+1)
		}
		if slices.Index(header, name) < i {
			return nil, fmt.Errorf("the list has two columns %q", name)
		}
	}
	var (
		recipients []recipient
		wrong      []error
		seen       = map[channels.Address]bool{}
	)
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return recipients, errors.Join(wrong...)
		}
		if err != nil {
			return nil, fmt.Errorf("the list: %w", err)
		}
		line, _ := r.FieldPos(column)
		to, err := channels.Parse(strings.TrimSpace(record[column]))
		if err == nil && to.IsAlphanumeric() {
			err = errors.New("an alphanumeric sender can be written to by nobody")
		}
		if i := slices.Index(record, ""); err == nil && i >= 0 { // which Twilio would refuse
			err = fmt.Errorf("column %q is empty", header[i])
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("the list, line %d: %w", line, err))
			continue
		}
		if seen[to] {
			continue
		}
		seen[to] = true
		recipients = append(recipients, recipient{to, variables(header, record, column)})
	}
}

// variables are the columns of a record but the address.
func variables(header, record []string, address int) twilio.ContentVariables {
	v := twilio.ContentVariables{}
	for i, name := range header {
		if i != address {
			v[name] = record[i]
		}
	}
	return v
}
