# ruleid: posthog-project-key
docker run -e POSTHOG_PROJECT_API_KEY=phc_yUhsbD9ClDmoqg6fuz6AiYSyI3aDS72L7F0xw5nnk4g app
# ruleid: posthog-secure-flags-key
./deploy --posthog-secure-key phs_DzB3xuPPSfRMAzukxfXsBfnOBYyl1tcOiApGmkIPuSp --yes
