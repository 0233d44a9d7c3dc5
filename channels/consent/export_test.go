package consent

import "time"

// SetBack does to a keeper what a clock that is set back does: it has seen a later time.
func SetBack(k *Keeper, by time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.last = time.Now().Truncate(time.Microsecond).Add(by)
}
