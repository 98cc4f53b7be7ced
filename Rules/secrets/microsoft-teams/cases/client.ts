// ok: microsoft-teams-webhook
const teamsWebhookUrl = "https://acme.webhook.office.com/webhookb2/bbf3d888-2d90-06b0-1948-ef74a64fbade@4229ba1b-dd8f-a895-4e93-bf9f1fd5e831/IncomingWebhook/1f!1a880a73b9a1172b8a8cc0810b474/ca6ce133-7382-a228-c8cd-3195f2036d07";
// ruleid: microsoft-workflow-trigger-url
const teamsWorkflowUrl = "https://defaultff39dc59dfa8.d7.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/480dcf72b090733963c08de57a94beba/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=ACpyAwbctY7j5dH6Ta0wj4LRj3puGTtgc9xL-o03VWl";
