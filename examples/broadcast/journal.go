package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/twiliokit/twiliokit/channels"
)

// outcome is how far a recipient has come.
type outcome string

const (
	sending outcome = "sending" // the call is about to be made, or was when the program ended
	sent    outcome = "sent"
	refused outcome = "refused"  // by Twilio, which says why
	notSent outcome = "not sent" // and may be tried again
	unknown outcome = "unknown"  // the call was made, and what came of it is not known
)

// entry is a line of the journal.
type entry struct {
	time    time.Time
	to      channels.Address
	outcome outcome
	sid     string
	detail  string
}

// journal is the file of results of one template. A line is added before a message is sent and
// another when it is known what became of it. The last line on a recipient counts.
type journal struct {
	template string

	mu   sync.Mutex
	file *os.File
	last map[channels.Address]entry
}

var journalHeader = []string{"time", "template", "to", "outcome", "sid", "detail"}

// openJournal opens a file of results, or makes it. A line that was cut off when a program was
// killed in the midst of writing it is dropped.
func openJournal(name, template string) (*journal, error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	j := &journal{template: template, file: file, last: map[channels.Address]entry{}}
	if err := j.read(); err != nil {
		_ = file.Close() // the error to tell is the other one
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return j, nil
}

func (j *journal) read() error {
	b, err := io.ReadAll(j.file)
	if err != nil {
		return err
	}
	whole := bytes.LastIndexByte(b, '\n') + 1
	if err := j.file.Truncate(int64(whole)); err != nil {
		return err
	}
	if _, err := j.file.Seek(int64(whole), io.SeekStart); err != nil {
		return err
	}
	if whole == 0 {
		return j.write(journalHeader)
	}
	r := csv.NewReader(bytes.NewReader(b[:whole]))
	r.FieldsPerRecord = len(journalHeader)
	records, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("these are no results of a broadcast: %w", err)
	}
	for _, record := range records[1:] {
		at, err := time.Parse(time.RFC3339, record[0])
		if err != nil {
			return fmt.Errorf("these are no results of a broadcast: %w", err)
		}
		if record[1] != j.template {
			return fmt.Errorf("these are the results of another template, %s", record[1])
		}
		e := entry{at, channels.Address(record[2]), outcome(record[3]), record[4], record[5]}
		j.last[e.to] = e
	}
	return nil
}

// add writes what is known of a recipient now. It returns when that would outlive the machine.
func (j *journal) add(e entry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if e.time.IsZero() {
		e.time = time.Now()
	}
	j.last[e.to] = e
	at := e.time.UTC().Format(time.RFC3339)
	return j.write([]string{at, j.template, string(e.to), string(e.outcome), e.sid, e.detail})
}

func (j *journal) write(record []string) error {
	w := csv.NewWriter(j.file)
	if err := w.Write(record); err != nil {
		return err
	}
	if w.Flush(); w.Error() != nil {
		return w.Error()
	}
	return j.file.Sync()
}

// of returns the last entry on a recipient.
func (j *journal) of(to channels.Address) (entry, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	e, ok := j.last[to]
	return e, ok
}

func (j *journal) close() error {
	return errors.Join(j.file.Sync(), j.file.Close())
}
