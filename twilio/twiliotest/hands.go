package twiliotest

import "runtime"

// job is something to do in the background: a task of Twilio's, or a handler of the app.
type job struct {
	visit   *visit // of a handler, nil of a task
	lingers bool   // it is neither
	task    func()
}

const (
	maxResting    = 64 // goroutines
	patienceAtEnd = 16 // is how often others run before they go
)

// start is a job and who does it: a goroutine that rests, or a new one if rests is nil.
type start struct {
	tw    *Twilio
	job   job
	rests chan<- job
}

func (s *start) now() {
	if s.rests == nil {
		go s.tw.work(s.job) // which is one of the workers already
		return
	}
	s.rests <- s.job
}

// employ has a job done: by a goroutine that rests, or by a new one. Most jobs are short, and there are
// three for a message with two callbacks: to grow a new stack for each takes a tenth of the time that all
// of a message takes. Goroutines rest only while others work, and for an instant thereafter, so that none
// is left when all is done. The job starts when the caller, who holds tw.mu, unlocks it.
func (tw *Twilio) employ(j job) {
	s := start{tw: tw, job: j}
	if last := len(tw.resting) - 1; last >= 0 {
		s.rests = tw.resting[last]
		tw.resting = tw.resting[:last]
	} else {
		tw.workers++
	}
	tw.mu.starts = append(tw.mu.starts, s)
}

// work does one job after the other.
func (tw *Twilio) work(j job) {
	jobs := make(chan job, 1)
	gone := false
	defer func() {
		if !gone { // the app's handler ended its goroutine
			tw.mu.Lock()
			defer tw.mu.Unlock()
			tw.ended(j)
			tw.leave()
		}
	}()
	for more := true; more; {
		if j.visit != nil {
			j.visit.do()
		} else {
			j.task()
		}
		tw.mu.Lock()
		if more = !tw.closed && len(tw.resting) < maxResting && (!j.lingers || !tw.allDone()); more {
			tw.resting = append(tw.resting, jobs)
		}
		tw.ended(j)
		tw.mu.Unlock()
		if more {
			j, more = <-jobs
		}
	}
	gone = true
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.leave()
}

// leave makes a goroutine no worker any more, which is the last that it does. The caller holds tw.mu.
func (tw *Twilio) leave() {
	tw.workers--
	tw.idle.Broadcast()
}

// ended makes a job one that nobody waits for any more. The caller holds tw.mu.
func (tw *Twilio) ended(j job) {
	switch {
	case j.lingers:
		tw.lingers = false
	case j.visit != nil:
		delete(tw.handlers, j.visit)
	default:
		tw.running--
	}
	tw.idle.Broadcast()
	if !tw.allDone() {
		return
	}
	tw.unwatch()
	switch {
	case tw.awaited > 0 || tw.closed:
		tw.dismiss()
	case len(tw.resting) > 0 && !tw.lingers:
		tw.lingers = true
		tw.employ(job{lingers: true, task: tw.linger})
	}
}

// linger ends the goroutines that rest, unless there is something to do again before long.
func (tw *Twilio) linger() {
	for range patienceAtEnd {
		runtime.Gosched()
		tw.mu.Lock()
		done, hurry := tw.allDone(), tw.awaited > 0 || tw.closed
		tw.mu.Unlock()
		if !done {
			return
		}
		if hurry {
			break
		}
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if tw.allDone() {
		tw.dismiss()
	}
}

// allDone reports whether nothing is under way. The caller holds tw.mu.
func (tw *Twilio) allDone() bool { return tw.running == 0 && len(tw.handlers) == 0 }

// dismiss ends the goroutines that rest. The caller holds tw.mu.
func (tw *Twilio) dismiss() {
	for _, jobs := range tw.resting {
		close(jobs)
	}
	clear(tw.resting)
	tw.resting = tw.resting[:0]
}
