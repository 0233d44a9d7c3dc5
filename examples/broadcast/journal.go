package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
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

// journal is the file of results of one broadcast. A line is added before a message is sent and
// another when it is known what became of it. The last line on a recipient counts.
type journal struct {
	service, template string

	mu   sync.Mutex
	file *os.File
	last map[channels.Address]entry
}

const journalHeader = "time,service,template,to,outcome,sid,detail\n"

// openJournal opens a file of results, or makes it, and keeps other runs from it. A line that was
// cut off when a program was killed in the midst of writing it is dropped. A file of any other
// kind is left as it is.
func openJournal(name, service, template string) (*journal, error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	j := &journal{service: service, template: template, file: file, last: map[channels.Address]entry{}}
	if err = lock(file); err == nil {
		err = j.read()
	}
	if err != nil {
		_ = file.Close() // the error to tell is the other one
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return j, nil
}

var errNoResults = errors.New("these are no results of a broadcast")

func (j *journal) read() error {
	b, err := io.ReadAll(j.file)
	if err != nil {
		return err
	}
	if strings.HasPrefix(journalHeader, string(b)) { // there is nothing, or all but nothing
		if err := j.file.Truncate(0); err != nil {
			return err
		}
		return j.write(journalHeader)
	}
	lines, ok := strings.CutPrefix(string(b), journalHeader)
	if !ok {
		return errNoResults
	}
	lines = lines[:strings.LastIndexByte(lines, '\n')+1]
	r := csv.NewReader(strings.NewReader(lines))
	r.FieldsPerRecord = strings.Count(journalHeader, ",") + 1
	records, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("%w: %w", errNoResults, err)
	}
	for _, record := range records {
		at, err := time.Parse(time.RFC3339, record[0])
		if err != nil {
			return fmt.Errorf("%w: %w", errNoResults, err)
		}
		if record[1] != j.service || record[2] != j.template {
			return fmt.Errorf("these are the results of another broadcast, of template %s by service %s", record[2], record[1])
		}
		e := entry{at, channels.Address(record[3]), outcome(record[4]), record[5], record[6]}
		j.last[e.to] = e
	}
	return j.file.Truncate(int64(len(journalHeader) + len(lines)))
}

// add writes what is known of a recipient now. It returns when that would outlive the machine.
func (j *journal) add(e entry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if e.time.IsZero() {
		e.time = time.Now()
	}
	j.last[e.to] = e
	var line strings.Builder
	w := csv.NewWriter(&line)
	if err := w.Write([]string{
		e.time.UTC().Format(time.RFC3339), j.service, j.template,
		string(e.to), string(e.outcome), e.sid, strings.Join(strings.Fields(e.detail), " "),
	}); err != nil {
		return err
	}
	w.Flush()
	return j.write(line.String())
}

func (j *journal) write(line string) error {
	if _, err := j.file.WriteString(line); err != nil {
		return err
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
