package twiliotest

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"sync"
)

// KeepState keeps the emulator's state in a file: it takes over what the file has, goes on with what
// was under way, and from then on has on disk what it changed before anybody is told. Before an API
// call that changes something is answered with success, a [Phone.Send] or anything else that changes
// the state returns, or a webhook is called, the state that led to it has been written and synced. So
// a program that is killed, or a machine that stops, loses nothing that was acknowledged.
//
// Call it after [Twilio.Mount] and before anything else: what goes on may call the app at once, and an
// emulator that has stored something cannot take over a file that has, too. A file that is not there
// is made, readable by its owner alone: the accounts' tokens are in it.
//
// Messages go on from the status that they have, in order for each recipient. Those whose time to be
// sent passed meanwhile, and whatever else was to happen then, such as the timers of conversations,
// the end of access tokens and the steps of a sender's registration, come at once. Status callbacks
// and events that the app has not been told of, or that were being told, are told now, so one may
// come twice. SIDs count on. What is not taken up is a [Phone.Send] that was cut off: the message may
// be there, and its webhook is not called again.
//
// Options, mounts, injected faults and what [Twilio.Dump], [Twilio.Requests] and [Twilio.Alerts] tell
// are the process's own and not kept, but for how far the clock is ahead.
//
// It is an error if another program has the file, if that is not such a file, was written by a later
// version or is damaged, and if it is that of another account or auth token. Nothing is written into
// the file then. A batch of changes at its very end that was cut off while it was written is no
// damage.
//
// If the file cannot be written later, calls that change something are answered with HTTP 500, and
// methods that do panic. [Twilio.Close] closes the file.
func (tw *Twilio) KeepState(file string) error {
	if err := tw.keepState(file); err != nil {
		return fmt.Errorf("twiliotest: keep state in %s: %w", file, err)
	}
	return nil
}

func (tw *Twilio) keepState(path string) error {
	kinds, err := newImageKinds()
	if err != nil {
		return err
	}
	file, err := openState(path)
	if err != nil {
		return err
	}
	k := &keeper{file: file, image: newImage(kinds)}
	k.idle = sync.NewCond(&k.mu)
	if err := k.start(tw); err != nil {
		return errors.Join(err, closeState(file.file))
	}
	return nil
}

// keeper keeps the state of an emulator in a file.
type keeper struct {
	file  *stateFile
	image *image
	// counter is the emulator's as it was written last. It is guarded by the emulator's mutex.
	counter uint64

	mu          sync.Mutex
	idle        *sync.Cond
	busy        bool   // somebody is writing
	begun, done uint64 // how many times
	err         error  // after which nothing can be written
}

// start takes over what the file has, and begins it anew.
func (k *keeper) start(tw *Twilio) error {
	content, err := k.file.read()
	if err != nil {
		return err
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	switch {
	case tw.closed:
		return errClosed
	case tw.keeper.Load() != nil:
		return errors.New("the state is kept already")
	}
	if len(content) > 0 {
		if tw.counter != tw.cfg.seed || tw.installs > 0 || len(tw.phones) > 0 {
			return errors.New("the emulator has a state of its own already")
		}
		state, err := tw.readState(k.image.kinds, content)
		if err != nil {
			return err
		}
		maps.Copy(state.main.keys, tw.main.keys) // of an option
		tw.stored = *state
		tw.revive()
	}
	tw.noteClock()
	if err := k.file.begin(k.image.kinds.dictionary(), k.image.changes(&tw.stored)); err != nil {
		return err
	}
	k.counter = tw.counter
	tw.keeper.Store(k)
	if len(content) > 0 {
		tw.resume()
	}
	return nil
}

// readState returns the state that a file has.
func (tw *Twilio) readState(kinds *imageKinds, content []byte) (*stored, error) {
	list, torn, err := batches(content)
	if err != nil {
		return nil, err
	}
	r := &imageReader{tw: tw, kinds: kinds, records: map[uint64]*readRecord{}}
	if err := r.dictionary(list[0]); err != nil {
		return nil, err
	}
	for _, records := range list[1:] {
		if err := r.apply(records); err != nil {
			return nil, err
		}
	}
	state, err := r.finish()
	switch {
	case err != nil:
		return nil, err
	case state.main == nil:
		return nil, errors.New("it has no account")
	case state.main.sid != tw.cfg.account:
		return nil, fmt.Errorf("it is that of the account %s and not of %s", state.main.sid, tw.cfg.account)
	case state.main.token != tw.cfg.token:
		return nil, errors.New("its account has another auth token")
	}
	if torn > 0 {
		tw.tellLocked("state: %d bytes at the end of the file, which were being written when the program ended, are left out", torn)
	}
	return state, nil
}

// save returns when what has changed before is on disk. The caller must not hold tw.mu.
func (tw *Twilio) save() error {
	k := tw.keeper.Load()
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for mine := k.begun + 1; k.done < mine && k.err == nil; {
		if k.busy {
			k.idle.Wait()
			continue
		}
		k.busy = true
		k.begun++
		k.mu.Unlock()
		err := k.write(tw)
		k.mu.Lock()
		k.busy, k.err, k.done = false, err, k.begun
		k.idle.Broadcast()
	}
	return k.err
}

// write writes what has changed. One does at a time, for all who wait by then.
func (k *keeper) write(tw *Twilio) error {
	tw.mu.Lock()
	tw.noteClock()
	again := k.file.long()
	if again {
		k.image = newImage(k.image.kinds)
	}
	changes := k.image.changes(&tw.stored)
	k.counter = tw.counter
	tw.mu.Unlock()
	var err error
	switch {
	case again:
		err = k.file.begin(k.image.kinds.dictionary(), changes)
	case len(changes) > 0:
		err = k.file.append(changes)
	}
	if err != nil {
		err = fmt.Errorf("the state cannot be kept: %w", err)
		tw.tell("%v", err)
	}
	return err
}

// saveCall is save for a call to the API, or returns the refusal. One that only reads has nothing to
// save, unless it made something on the way.
func (tw *Twilio) saveCall(method string) error {
	k := tw.keeper.Load()
	if k == nil {
		return nil
	}
	if method == http.MethodGet || method == http.MethodHead {
		tw.mu.Lock()
		made := tw.counter != k.counter
		tw.mu.Unlock()
		if !made {
			return nil
		}
	}
	if err := tw.save(); err != nil {
		return refuse(http.StatusInternalServerError, 20500, "%s", err)
	}
	return nil
}

// mustSave is save for what has no error to return. It is deferred before tw.mu is locked.
func (tw *Twilio) mustSave() {
	if err := tw.save(); err != nil && !errors.Is(err, errClosed) {
		panic("twiliotest: " + err.Error())
	}
}

// endState writes what is left and closes the file.
func (tw *Twilio) endState() {
	k := tw.keeper.Load()
	if k == nil {
		return
	}
	err := tw.save()
	if errors.Is(err, errClosed) {
		return // it has been closed before
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for k.busy {
		k.idle.Wait()
	}
	if err != nil || k.err != nil {
		_ = closeState(k.file.file) // there is nothing more to be done with it
		return
	}
	_ = k.file.end() // all that was to be kept is
	k.err = errClosed
}
