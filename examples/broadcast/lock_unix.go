//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
)

// lock keeps other runs from a file for as long as this program has it open.
func lock(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errors.New("another run is at work on these results")
	}
	return err
}
