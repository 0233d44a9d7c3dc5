//go:build unix

package twiliotest

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// lockState keeps other programs from a file for as long as this one has it open.
func lockState(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errors.New("another program is using it")
	}
	return err
}

// closeState closes a file that lockState has locked. The lock is given up first: a program that is
// being started may have the file, too, until it has begun.
func closeState(file *os.File) error {
	return errors.Join(syscall.Flock(int(file.Fd()), syscall.LOCK_UN), file.Close())
}

// replaceState puts a file, which is locked, in the place of old, which is too until then.
func replaceState(file, old *os.File, path string) error {
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close(), old.Close())
}
