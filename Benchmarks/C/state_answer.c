#include "state_answer.h"

const char state_json[STATE_LENGTH + 1] =
    "{\"server_id\":\"00000000-0000-4000-8000-000000000000\",\"seq\":1,"
    "\"timestamp\":\"2026-01-01T00:00:00.000000Z\",\"name\":\"b\",\"agents\":{"
    "\"MainCoordinator\":{\"name\":\"MainCoordinator\",\"role\":\"coordinator\",\"status\":\"idle\","
    "\"reliability\":1,\"load\":0},"
    "\"ResearchBot-1\":{\"name\":\"ResearchBot-1\",\"role\":\"specialist\",\"status\":\"idle\","
    "\"reliability\":1,\"load\":0},"
    "\"CodeBot-1\":{\"name\":\"CodeBot-1\",\"role\":\"worker\",\"status\":\"idle\",\"reliability\":1,"
    "\"load\":0}},"
    "\"tasks\":{\"queued\":0,\"active\":0,\"completed\":0,\"failed\":0,\"recent\":[]},"
    "\"metrics\":{\"total_tasks\":0,\"completed_tasks\":0,\"failed_tasks\":0,\"average_completion_time\":0},"
    "\"activity\":[{\"seq\":1,\"event\":\"agent_created\",\"timestamp\":\"2026-01-01T00:00:00.000000Z\"}]}";
