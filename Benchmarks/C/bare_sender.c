// The floor of fan-out: what a broadcast costs when there is nothing but an encoded frame and one send() a
// client.

#include "arguments.h"
#include "machine.h"
#include "network.h"
#include "sender_loop.h"
#include "state_answer.h"
#include "timestamp.h"
#include "websocket.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND = 1000000000, LARGEST_FRAME = 65536 + 16, SMALLEST_PAYLOAD = 92 };
static const int64_t ping_interval = 25LL * SECOND;

static double port = 0, clients = 500, rate = 50, duration = 10, size = 107, cpu = -1, linger = 10, turn = 0,
              parity = 0;
static int print_state = 0, poisson = 0, stay = 0;
static volatile sig_atomic_t stopped = 0;

static const struct argument options[] = {
    {.name = "port", .number = &port, .most = 65535, .meaning = "to listen on at 127.0.0.1 (0: a free one)"},
    {.name = "clients", .number = &clients, .least = 1, .most = 1000000, .meaning = "to wait for (500)"},
    {.name = "rate",
     .number = &rate,
     .most = 1e6,
     .meaning = "broadcasts a second (50; 0: as fast as they go)"},
    {.name = "seconds",
     .number = &duration,
     .least = 0.01,
     .most = 86400,
     .meaning = "to broadcast for (10)"},
    {.name = "size",
     .number = &size,
     .least = SMALLEST_PAYLOAD,
     .most = 65536,
     .meaning = "payload bytes (107)"},
    {.name = "linger",
     .number = &linger,
     .most = 3600,
     .meaning = "seconds that clients may stay after the last broadcast (10)"},
    {.name = "stay", .flag = &stay, .meaning = "until stopped, though all clients left"},
    {.name = "cpu", .number = &cpu, .most = 1023, .meaning = "to run on"},
    {.name = "turn",
     .number = &turn,
     .most = 3600,
     .meaning = "seconds: broadcasts only in every other one of the monotonic clock's stretches of so long"},
    {.name = "parity", .number = &parity, .most = 1, .meaning = "0: in the even ones (0), 1: in the odd ones"},
    {.name = "poisson",
     .flag = &poisson,
     .meaning = "random independent broadcasts, stamped when they were due instead of when encoded"},
    {.name = "print-state", .flag = &print_state, .meaning = "print the answer to GET /api/swarm and end"},
};

static void stop(int signal) {
    (void)signal;
    stopped = 1;
}

/// One frame of exactly `size` payload bytes, stamped `realtime`; its length.
static size_t encode(uint8_t *frame, uint64_t seq, int64_t realtime) {
    char start[100], time[TIMESTAMP_LENGTH + 1] = {0};
    write_timestamp(time, realtime);
    size_t payload = (size_t)size;
    int before = snprintf(
        start, sizeof start, "42[\"bench\",{\"seq\":%llu,\"timestamp\":\"%s\",\"pad\":\"",
        (unsigned long long)seq, time);
    size_t header = write_server_header(frame, payload);
    memcpy(frame + header, start, (size_t)before);
    memset(frame + header + before, 'x', payload - (size_t)before - 3);
    memcpy(frame + header + payload - 3, "\"}]", 3);
    return header + payload;
}

/// What the run came to; CPU counts from the first broadcast to the end of the last.
struct outcome {
    uint64_t broadcasts, messages;
    int64_t elapsed, cpu;
};

/// Heartbeats, so that clients that watch for them stay.
static void ping_when_due(struct sender *sender, int64_t *next) {
    int64_t now = nanoseconds(CLOCK_MONOTONIC);
    if (now < *next) return;
    static const uint8_t ping[] = {0x80 | OPCODE_TEXT, 1, '2'};
    sender_broadcast(sender, ping, sizeof ping);
    *next = now + ping_interval;
}

/// An exponential time with mean 1 by inversion, from a 48-bit generator with a fixed seed.
static double random_gap(void) {
    static uint64_t state = 0x330e;
    state = (state * 0x5deece66d + 11) & ((1ULL << 48) - 1);
    return -log1p(-(double)state / (double)(1ULL << 48));
}

/// When broadcast `number` is due after `first`: evenly, or as many in each of its turns as fit there.
static int64_t due_in_turn(int64_t first, uint64_t number) {
    int64_t length = (int64_t)(turn * SECOND), start = (first / length + 1) * length;
    if ((start / length) % 2 != (int64_t)parity) start += length;
    uint64_t each = (uint64_t)(turn * rate + 0.5);
    return start + (int64_t)(number / each) * 2 * length + (int64_t)(SECOND / rate * (double)(number % each));
}

static struct outcome broadcast(struct sender *sender, int64_t *next_ping) {
    static uint8_t frame[LARGEST_FRAME];
    struct outcome outcome = {0};
    int64_t first = nanoseconds(CLOCK_MONOTONIC), cpu_first = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
    int64_t end = first + (int64_t)(duration * SECOND);
    int64_t realtime_offset = nanoseconds(CLOCK_REALTIME) - first;
    double period = rate > 0 ? SECOND / rate : 0, elapsed = poisson ? period * random_gap() : 0;
    int64_t now = first;
    while (!stopped && now < end && sender->joined_count != 0) {
        int64_t due =
            turn > 0 ? due_in_turn(first, outcome.broadcasts) : first + (int64_t)elapsed;
        if (due >= end) break;
        // While a socket is full nothing is added to what waits: order is kept and memory bounded.
        if (now < due || sender->blocked != 0) {
            sender_step(sender, now < due ? due - now : end - now);
        } else {
            int64_t stamp = poisson ? due + realtime_offset : nanoseconds(CLOCK_REALTIME);
            size_t count = encode(frame, ++outcome.broadcasts, stamp);
            outcome.messages += sender->joined_count;
            sender_broadcast(sender, frame, count);
            elapsed = poisson ? elapsed + period * random_gap() : period * (double)outcome.broadcasts;
            // Now and then what clients say has to be heard even when there is always something to send.
            if (period == 0 && outcome.broadcasts % 16 == 0) sender_step(sender, 0);
        }
        ping_when_due(sender, next_ping);
        now = nanoseconds(CLOCK_MONOTONIC);
    }
    while (!stopped && sender->blocked != 0) sender_step(sender, SECOND / 10);
    outcome.cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_first;
    outcome.elapsed = nanoseconds(CLOCK_MONOTONIC) - first;
    return outcome;
}

static void print_outcome(const struct outcome *outcome, const struct sender *sender, double resident) {
    double messages = outcome->messages > 0 ? (double)outcome->messages : 1;
    printf(
        "{\"messages\":%llu,\"broadcasts\":%llu,\"seconds\":%.6f,\"cpuMicrosecondsPerMessage\":%.4f,"
        "\"cpuSeconds\":%.6f,"
        "\"messagesPerSecond\":%.1f,\"residentBytesPerConnection\":%.1f,\"waited\":%llu,\"left\":%llu}\n",
        (unsigned long long)outcome->messages, (unsigned long long)outcome->broadcasts,
        (double)outcome->elapsed / SECOND, (double)outcome->cpu / 1000 / messages,
        (double)outcome->cpu / SECOND, messages * SECOND / (double)outcome->elapsed, resident,
        (unsigned long long)sender->waited, (unsigned long long)sender->left);
    fflush(stdout);
}

int main(int count, char **words) {
    read_arguments(count, words, options, sizeof options / sizeof *options);
    if (print_state) return fputs(state_json, stdout) < 0;
    if (turn > 0 && (poisson || turn * rate < 1)) {
        fprintf(stderr, "%s: --turn takes a broadcast a turn at least, and no --poisson\n", words[0]);
        return 64;
    }
    pin_to(cpu);
    on_stop(stop);
    struct sender sender;
    sender_open(&sender, (uint16_t)port, (uint32_t)clients);
    double before = (double)resident_bytes();
    printf("listening on 127.0.0.1:%u\n", local_port(sender.listener));
    fflush(stdout);

    int64_t next_ping = nanoseconds(CLOCK_MONOTONIC) + ping_interval;
    while (!stopped && sender.joined_count < (uint32_t)clients) {
        sender_step(&sender, SECOND / 10);
        ping_when_due(&sender, &next_ping);
    }
    if (stopped) return 0;
    double resident = ((double)resident_bytes() - before) / clients;
    struct outcome outcome = broadcast(&sender, &next_ping);
    print_outcome(&outcome, &sender, resident);
    // Clients may leave by themselves; what was sent can be read even after the end.
    int64_t end = nanoseconds(CLOCK_MONOTONIC) + (int64_t)(linger * SECOND);
    while (!stopped && (stay || (sender.joined_count != 0 && nanoseconds(CLOCK_MONOTONIC) < end))) {
        sender_step(&sender, SECOND / 10);
        ping_when_due(&sender, &next_ping);
    }
    return 0;
}
